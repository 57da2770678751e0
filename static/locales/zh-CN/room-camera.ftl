# 咨询工具：客服相机的补光、变焦与对焦。

tool-camera = 补光、变焦、对焦
camera-off-agent = 您的相机已关闭。打开后即可调节补光、变焦和对焦。
camera-off-buyer = { $name }的相机已关闭，暂无可调节的项目。
camera-has-none-agent = 此相机的补光、变焦和对焦均无法在这里调节。
camera-has-none-buyer = { $name }的相机不支持在这里调节补光、变焦和对焦。
camera-torch = 补光
camera-zoom = 变焦
camera-times = { $times } 倍
camera-focus = 对焦距离
camera-focus-auto = 自动
camera-focus-self = 自动对焦
camera-focus-middle = 对焦到中央
camera-focus-point = 也可以点按画面中需要清晰的位置。
camera-lock = 仅由我调节相机
camera-locked = 目前仅由{ $name }调节相机。
camera-trouble-locked = 目前仅由对方调节相机。
camera-trouble-impossible = 此相机已不支持该操作，可能已更换相机。
camera-trouble-failed = 相机未接受该设置，请重试。
camera-trouble-too-often = 操作过快，相机来不及响应，请重试。
camera-trouble-no-answer = 对方没有响应，请重试。
camera-trouble-no-connection = 暂时无法连接对方，请稍后再试。
camera-trouble-unknown = 操作未成功，请重试。
camera-note-torch-on = { $name }打开了您相机的补光。
camera-note-torch-off = { $name }关闭了您相机的补光。
camera-note-zoom = { $name }调节了您相机的变焦。
camera-note-focus = { $name }调节了您相机的对焦。
